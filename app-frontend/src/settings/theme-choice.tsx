import type { Theme } from '@/preferences/themes';
import { ActionForm, SelectField } from '@/ui/action-form';
import { chooseTheme } from './actions';

export function ThemeChoice({ theme }: { theme: Theme }) {
  return (
    <ActionForm action={chooseTheme} submit="Apply" label="Appearance" className="flex flex-wrap items-end gap-3">
      <SelectField name="theme" label="Appearance" defaultValue={theme} className="flex-1">
        <option value="system">Same as the device</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </SelectField>
    </ActionForm>
  );
}
