import { Field } from '@/ui/field';
import type { Draft } from './draft';
import type { PlacedErrors } from './placed-errors';

interface TagsAndNoteProps {
  draft: Draft;
  errors: PlacedErrors['fields'];
}

export function TagsAndNote({ draft, errors }: TagsAndNoteProps) {
  return (
    <>
      <Field label="Tags" error={errors.tags} className="col-span-2">
        <input className="field" name="tags" autoComplete="off" placeholder="trip, work" defaultValue={draft.tags} />
      </Field>
      <Field label="Note" error={errors.note} className="col-span-2">
        <textarea className="field h-auto py-2.5" name="note" rows={2} autoComplete="off" defaultValue={draft.note} />
      </Field>
    </>
  );
}
