import type { Category, MonthSummary } from '@/api/generated';

export interface CategoryShare {
  /** Null for spending without a category. */
  id: string | null;
  name: string;
  colour: string | null;
  expense: number;
  previous: number;
  /** Its subcategories and its own spending; empty for a category without subcategories. */
  parts: { id: string; name: string; expense: number; previous: number }[];
}

/** Sums up spending by top-level category, largest first, with subcategories and the previous month. */
export function byCategory(now: MonthSummary, previous: MonthSummary, categories: readonly Category[]): CategoryShare[] {
  const spent = (summary: MonthSummary, id: string | null) => summary.categories.find(({ categoryId }) => categoryId === id)?.expense ?? 0;
  const share = (id: string | null, name: string, colour: string | null): CategoryShare => {
    const below = categories.filter(({ parentId }) => id !== null && parentId === id);
    const own = id !== null && below.length > 0 ? [{ id, name }] : [];
    const parts = [...below, ...own].map((part) => ({
      id: part.id,
      name: part.name,
      expense: spent(now, part.id),
      previous: spent(previous, part.id),
    }));
    const total = (key: 'expense' | 'previous', direct: number) =>
      direct + parts.filter((part) => part.id !== id).reduce((sum, part) => sum + part[key], 0);
    return {
      id,
      name,
      colour,
      expense: total('expense', spent(now, id)),
      previous: total('previous', spent(previous, id)),
      parts: parts
        .filter(({ expense, previous: earlier }) => expense > 0 || earlier > 0)
        .sort((a, b) => b.expense - a.expense || b.previous - a.previous),
    };
  };
  const roots = categories.filter(({ parentId }) => parentId === null).map(({ id, name, colour }) => share(id, name, colour));
  return [...roots, share(null, 'No category', null)]
    .filter(({ expense, previous: earlier }) => expense > 0 || earlier > 0)
    .sort((a, b) => b.expense - a.expense || b.previous - a.previous);
}
