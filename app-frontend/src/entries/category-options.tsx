import type { Category } from '@/api/generated';

/** Options for a category select. Subcategories are indented. */
export function CategoryOptions({ categories }: { categories: readonly Pick<Category, 'id' | 'name' | 'parentId'>[] }) {
  return categories.map(({ id, name, parentId }) => (
    <option key={id} value={id}>
      {parentId ? `\u2003${name}` : name}
    </option>
  ));
}
