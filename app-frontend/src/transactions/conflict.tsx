import type { Choices } from '@/entries/choices';
import type { Draft } from '@/entries/draft';
import { nameOf } from '@/entries/entry-text';

const LABELS: Record<keyof Draft, string> = {
  kind: 'Kind',
  amount: 'Amount',
  currency: 'Currency',
  date: 'Date',
  payee: 'Payee',
  categoryId: 'Category',
  accountId: 'Account',
  toAccountId: 'To',
  toAmount: 'Amount received',
  rate: 'Exchange rate',
  homeAmount: 'Total in the home currency',
  tags: 'Tags',
  note: 'Note',
};

interface ConflictProps {
  mine: Draft;
  theirs: Draft;
  choices: Choices;
  pending: boolean;
  onMine: () => void;
  onTheirs: () => void;
}

/** Shows what differs between the form and the transaction as someone else saved it, and lets one choose. */
export function Conflict({ mine, theirs, choices, pending, onMine, onTheirs }: ConflictProps) {
  const names = (Object.keys(LABELS) as (keyof Draft)[]).filter((name) => mine[name] !== theirs[name]);
  const text = (draft: Draft, name: keyof Draft) =>
    nameOf(name === 'categoryId' ? choices.categories : choices.accounts, draft[name]) ?? (draft[name] === 'none' ? '' : draft[name]);
  return (
    <section role="alert" className="space-y-3 rounded-lg bg-alert-paper px-3.5 py-3 text-sm">
      <p>This entry was changed elsewhere since you opened it. Nothing is saved yet: choose which version to keep.</p>
      <table className="w-full text-left">
        <thead>
          <tr>
            <td />
            <th scope="col">Yours</th>
            <th scope="col">Saved elsewhere</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name} className="align-top">
              <th scope="row" className="pr-3 font-normal">
                {LABELS[name]}
              </th>
              <td className="pr-3 whitespace-pre-wrap wrap-anywhere">{text(mine, name) || '–'}</td>
              <td className="whitespace-pre-wrap wrap-anywhere">{text(theirs, name) || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="flex flex-wrap gap-2">
        <button type="button" className="button button-plain" disabled={pending} onClick={onMine}>
          Save mine
        </button>
        <button type="button" className="button button-plain" disabled={pending} onClick={onTheirs}>
          Use the other one
        </button>
      </div>
    </section>
  );
}
