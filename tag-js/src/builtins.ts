import { ELEMENTS } from './builtinsElements';
import { MEDIA } from './builtinsMedia';
import { PAGE } from './builtinsPage';
import { VISITOR } from './builtinsVisitor';
import type { BuiltIn } from './spec';

/** Every built-in variable of GTM's web container and those of Warmtag: ordinary types with fixed parameters. */
export const BUILT_INS: BuiltIn[] = [...PAGE, ...ELEMENTS, ...MEDIA, ...VISITOR];
