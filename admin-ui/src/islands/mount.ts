/** For tests: puts elements into the page whole, as a browser does that runs its scripts after the page was read. */
export function mount(html: string): void {
  const box = document.createElement('div');
  box.innerHTML = html;
  document.body.replaceChildren(...box.childNodes);
}
