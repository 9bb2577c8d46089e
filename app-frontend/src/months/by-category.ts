import type { Category, MonthSummary } from '@/api/generated';

export interface CategoryShare {
  /** Null for entries without a category. */
  id: string | null;
  name: string;
  colour: string | null;
  amount: number;
  previous: number;
  /** The number of entries that the amount leaves out because their rate is unknown. Without a category, they may be of either kind. */
  withoutRate: number;
  /** Its subcategories and its own entries; empty for a category without subcategories. */
  parts: { id: string; name: string; amount: number; previous: number }[];
}

export interface MonthTotals {
  spent: number;
  earned: number;
  /** What categories received and spent: subtracted from both sums. */
  refunded: number;
}

type Side = 'spent' | 'earned';

/** Returns what a top-level category spent or earned, after refunds. Entries without a category are no refunds of each other. */
function sideOf(summary: MonthSummary, root: string | null, side: Side): number {
  const sums = summary.categories.filter(({ categoryId, parentId }) => (parentId ?? categoryId) === root);
  const [expense, income] = [sums.reduce((sum, { expense }) => sum + expense, 0), sums.reduce((sum, { income }) => sum + income, 0)];
  if (root === null) return side === 'spent' ? expense : income;
  return Math.max(side === 'spent' ? expense - income : income - expense, 0);
}

/** Sums up a month after refunds: an income in a category that spends more is a refund, and the reverse. */
export function totalsOf(summary: MonthSummary): MonthTotals {
  const roots = new Set(summary.categories.map(({ categoryId, parentId }) => parentId ?? categoryId));
  const total = (side: Side) => [...roots].reduce((sum, root) => sum + sideOf(summary, root, side), 0);
  const spent = total('spent');
  return { spent, earned: total('earned'), refunded: summary.expense - spent };
}

/** Sums up spending or income by top-level category, largest first, with subcategories and the previous month. */
export function byCategory(side: Side, now: MonthSummary, previous: MonthSummary, categories: readonly Category[]): CategoryShare[] {
  const net = (summary: MonthSummary, id: string) => {
    const { expense = 0, income = 0 } = summary.categories.find(({ categoryId }) => categoryId === id) ?? {};
    return side === 'spent' ? expense - income : income - expense;
  };
  const share = (id: string | null, name: string, colour: string | null): CategoryShare => {
    const [amount, before] = [sideOf(now, id, side), sideOf(previous, id, side)];
    const below = categories.filter(({ parentId }) => id !== null && parentId === id);
    const own = id !== null && below.length > 0 ? [{ id, name }] : [];
    const parts = [...below, ...own].map((part) => ({
      id: part.id,
      name: part.name,
      // The parts add up to the category.
      amount: amount > 0 ? net(now, part.id) : 0,
      previous: before > 0 ? net(previous, part.id) : 0,
    }));
    return {
      id,
      name,
      colour,
      amount,
      previous: before,
      withoutRate: now.categories
        .filter(({ categoryId, parentId }) => id !== null && (parentId ?? categoryId) === id)
        .reduce((sum, { withoutRate }) => sum + withoutRate, 0),
      parts: parts.filter((part) => part.amount !== 0 || part.previous !== 0).sort(largestFirst),
    };
  };
  const roots = categories.filter(({ parentId }) => parentId === null).map(({ id, name, colour }) => share(id, name, colour));
  return [...roots, share(null, 'No category', null)].filter(({ amount, previous: before }) => amount > 0 || before > 0).sort(largestFirst);
}

const largestFirst = (a: { amount: number; previous: number }, b: { amount: number; previous: number }): number =>
  b.amount - a.amount || b.previous - a.previous;
