/** Every part there is: `<kind>.<id>` is the file `src/<kind>s/<id>.ts`, which exports `spec` and `run`. */
export const PARTS = [
  'module.consent_banner',
  'trigger.page_view',
  'trigger.click',
  'trigger.custom_event',
  'variable.data_layer',
  'variable.url',
  'variable.cookie',
  'variable.constant',
  'tag.warmtag_event',
  'tag.custom_image',
  'tag.meta_pixel',
];
