// What the shop keeps on the visitor's device for its own work. A browser may refuse (private mode, full disk, a policy)
// or hold something broken; neither may stop the shop.

export function read(key, otherwise) {
  try {
    const stored = localStorage.getItem(key);
    return stored === null ? otherwise : JSON.parse(stored);
  } catch {
    return otherwise;
  }
}

/** Says whether the value will still be there on the next page. */
export function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
