import { KINDS, type Kind } from './draft';

const NAMES: Record<Kind, string> = { expense: 'Expense', income: 'Income', transfer: 'Transfer' };

export function KindChoice({ kind, onChoose }: { kind: Kind; onChoose: (kind: Kind) => void }) {
  return (
    <fieldset className="grid grid-cols-3 gap-1 rounded-xl bg-raised p-1">
      <legend className="sr-only">Kind of entry</legend>
      {KINDS.map((name) => (
        <label key={name} className="choice">
          <input className="sr-only" type="radio" name="kind" value={name} defaultChecked={name === kind} onChange={() => onChoose(name)} />
          {NAMES[name]}
        </label>
      ))}
    </fieldset>
  );
}
