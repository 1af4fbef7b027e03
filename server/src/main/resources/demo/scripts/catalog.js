// What the shop sells: products.json with its cross references resolved.

export async function loadCatalog() {
  const response = await fetch('/demo/products.json');
  if (!response.ok) throw new Error(`products.json: ${response.status}`);
  return new Catalog(await response.json());
}

class Catalog {
  constructor({ categories, products, delivery, currency }) {
    this.categories = categories;
    this.delivery = delivery;
    this.currency = currency;
    this.products = products.map(product => ({
      ...product,
      group: categories.find(category => category.id === product.category),
    }));
  }

  product(id) {
    return this.products.find(product => product.id === id);
  }

  category(id) {
    return this.categories.find(category => category.id === id);
  }

  /** Taka for one order. */
  shipping(district) {
    return district === 'dhaka' ? this.delivery.dhaka : this.delivery.elsewhere;
  }

  /** Stored lines joined with their products; lines of things that are no longer sold fall away. */
  lines(stored) {
    return stored
      .map(line => ({ ...line, product: this.product(line.id) }))
      .filter(({ product, variant }) => product && values(product, variant).every(Boolean));
  }

  /** Products that contain every word, in either language. */
  search(term) {
    const words = fold(term).split(' ').filter(Boolean);
    if (words.length === 0) return [];
    return this.products.filter(product => {
      const text = fold(
        [product.name, product.description, product.group.name, product.origin].flatMap(Object.values).join(' '),
      );
      return words.every(word => text.includes(word));
    });
  }
}

// Bengali spells one sound in several ways (শাড়ি and শাড়ী; ড় as one character or two), and so do people who search.
function fold(text) {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ী', 'ি')
    .replaceAll('ূ', 'ু')
    .replace(/[\s,.;।]+/g, ' ')
    .trim();
}

/** Featured is the order of products.json. Leaves the given list alone. */
export function sorted(products, order, language) {
  const by = {
    cheap: (a, b) => a.price - b.price,
    dear: (a, b) => b.price - a.price,
    name: (a, b) => a.name[language].localeCompare(b.name[language], language),
  }[order];
  return by ? [...products].sort(by) : products;
}

/** The chosen values of `indigo/m`, in the order of the product's kinds; undefined where there is no such value. */
function values(product, variant) {
  const ids = variant.split('/');
  return product.variants.map((kind, index) => kind.values.find(value => value.id === ids[index]));
}

/** `নীল / M`. */
export function variantName(product, variant, language) {
  return values(product, variant)
    .map(value => value.name[language])
    .join(' / ');
}

export function subtotal(lines) {
  return lines.reduce((sum, line) => sum + line.product.price * line.quantity, 0);
}
