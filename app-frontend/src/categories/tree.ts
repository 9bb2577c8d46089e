interface Node {
  id: string;
  name: string;
  parentId: string | null;
}

/** Sorts by name, with each category after its parent. */
export function sortTree<T extends Node>(categories: readonly T[]): T[] {
  const byName = categories.toSorted((a, b) => a.name.localeCompare(b.name));
  return byName
    .filter(({ parentId }) => parentId === null)
    .flatMap((parent) => [parent, ...byName.filter(({ parentId }) => parentId === parent.id)]);
}

/** Returns the parent, or the category itself at the top level. */
export function rootOf<T extends Node>(category: T, all: readonly T[]): T {
  return all.find(({ id }) => id === category.parentId) ?? category;
}
