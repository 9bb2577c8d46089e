import { redirect } from 'next/navigation';
import { preferences } from '@/preferences/preferences';

/** Redirects to the current month in the reader's time zone. */
export default async function ThisMonthPage() {
  const { today } = await preferences();
  redirect(`/months/${today.slice(0, 7)}`);
}
