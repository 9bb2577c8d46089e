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
      <Field label="Tags" error={errors.tags}>
        <input className="field" name="tags" autoComplete="off" placeholder="trip, work" defaultValue={draft.tags} />
      </Field>
      <Field label="Note" error={errors.note}>
        <textarea className="field field-sizing-content" name="note" rows={1} autoComplete="off" defaultValue={draft.note} />
      </Field>
    </>
  );
}
