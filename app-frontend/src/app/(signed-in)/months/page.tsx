import { redirect } from 'next/navigation';
import { preferences } from '@/preferences/preferences';

/** Redirects to the month asked for, or to the current one in the reader's time zone. */
export default async function MonthsPage({ searchParams }: PageProps<'/months'>) {
  const { month } = await searchParams;
  const { today } = await preferences();
  redirect(`/months/${typeof month === 'string' ? encodeURIComponent(month) : today.slice(0, 7)}`);
}
