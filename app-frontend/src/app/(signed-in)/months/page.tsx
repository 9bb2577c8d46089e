import { redirect } from 'next/navigation';
import { preferences } from '@/preferences/preferences';

/** The month that it is where somebody looks. */
export default async function ThisMonthPage() {
  const { today } = await preferences();
  redirect(`/months/${today.slice(0, 7)}`);
}
