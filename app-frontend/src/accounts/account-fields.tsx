import { SelectField, TextField } from '@/ui/action-form';
import { KIND_NAMES } from './kind-names';

interface AccountFieldsProps {
  name?: string;
  kind?: keyof typeof KIND_NAMES;
  openingBalance?: string;
}

export function AccountFields({ name = '', kind = 'bank', openingBalance = '' }: AccountFieldsProps) {
  return (
    <>
      <TextField name="name" label="Name" defaultValue={name} placeholder="Everyday account" />
      <SelectField name="kind" label="Kind" defaultValue={kind}>
        {Object.entries(KIND_NAMES).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </SelectField>
      <TextField
        name="openingBalance"
        label="Opening balance"
        defaultValue={openingBalance}
        inputMode="decimal"
        placeholder="0.00"
        hint="The balance before the first entry. Negative for a debt."
      />
    </>
  );
}
