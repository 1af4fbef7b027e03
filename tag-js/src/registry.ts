/** Every part there is: `<kind>.<id>` is the file `src/<kind>s/<id>.ts`, which exports `spec` and `run`. */
export const PARTS = ['module.consent_banner'];
