// A form that is sent twice is sent once: a double click, or a second one while the first is still under way.

/** `data-stays` on a form whose answer is a file: the page stays as it is, and may ask again. */
export function sendOnce(page: Document, view: EventTarget): void {
  const sent = new Map<HTMLFormElement, Element | null>();
  // Last of all who listen: a form that asks something first is not under way.
  page.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    const button = event.submitter;
    const elsewhere = form.target || button?.getAttribute('formtarget');
    if (event.defaultPrevented || form.method !== 'post' || elsewhere || form.dataset.stays !== undefined) return;
    if (sent.has(form)) return event.preventDefault();
    // Not disabled: that would take the button's value out of the form and the focus off it.
    button?.setAttribute('aria-disabled', 'true');
    sent.set(form, button);
  });
  // Back from the next page, the browser shows this one as it was left.
  view.addEventListener('pageshow', () => {
    for (const button of sent.values()) button?.removeAttribute('aria-disabled');
    sent.clear();
  });
}
