interface Node {
  id: string;
  name: string;
  parentId: string | null;
}

/** Each category behind the one that it belongs to, by name. */
export function sortTree<T extends Node>(categories: readonly T[]): T[] {
  const byName = categories.toSorted((a, b) => a.name.localeCompare(b.name));
  return byName
    .filter(({ parentId }) => parentId === null)
    .flatMap((parent) => [parent, ...byName.filter(({ parentId }) => parentId === parent.id)]);
}

/** The one that it belongs to, or itself. */
export function rootOf<T extends Node>(category: T, all: readonly T[]): T {
  return all.find(({ id }) => id === category.parentId) ?? category;
}
