import type { Module, Spec } from '../core/api';
export const spec: Spec = { id: 'consent_banner', title: 'Consent banner', help: '', params: [] };
export const run: Module = () => {};
