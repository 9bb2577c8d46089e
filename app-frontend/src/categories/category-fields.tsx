import type { Category } from '@/api/generated';
import { SelectField, TextField } from '@/ui/action-form';
import { ColourField } from './colour-field';

interface CategoryFieldsProps {
  category?: Category;
  /** The top-level categories. */
  parents: readonly Category[];
  /** The colour to start from. */
  colour: string;
  /** How the lists show the colour. */
  shown?: string | null;
}

export function CategoryFields({ category, parents, colour, shown }: CategoryFieldsProps) {
  return (
    <>
      <TextField name="name" label="Name" defaultValue={category?.name ?? ''} placeholder="Groceries" />
      <SelectField name="parentId" label="Parent category" defaultValue={category?.parentId ?? ''}>
        <option value="">None (top level)</option>
        {parents
          .filter(({ id }) => id !== category?.id)
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </SelectField>
      <ColourField {...{ colour, shown }} isUnchosen={category?.colour === null} />
    </>
  );
}
