import type { Category } from '@/api/generated';
import { SelectField, TextField } from '@/ui/action-form';

interface CategoryFieldsProps {
  category?: Category;
  /** The top-level categories. */
  parents: readonly Category[];
  /** The colour suggested for a category without one. */
  colour: string;
}

export function CategoryFields({ category, parents, colour }: CategoryFieldsProps) {
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
      <TextField name="colour" label="Colour" type="color" defaultValue={category?.colour ?? colour} />
    </>
  );
}
