import type { ApiToken } from '@/api/generated';
import { ActionButton } from '@/ui/action-button';
import { ActionForm, SelectField, TextField } from '@/ui/action-form';
import { createToken, deleteToken } from './actions';

interface TokensProps {
  tokens: ApiToken[];
  now: number;
  formatTime: (time: string) => string;
}

export function Tokens({ tokens, now, formatTime }: TokensProps) {
  return (
    <>
      {tokens.length > 0 && (
        <ul className="mb-3 divide-y divide-line">
          {tokens.map(({ id, name, scopes, lastUsedAt, expiresAt }) => (
            <li key={id} className="flex min-h-14 items-center justify-between gap-3 py-1.5">
              <div className="min-w-0">
                <p className="truncate text-sm font-medium">{name}</p>
                <p className="text-sm text-faint">
                  {scopes.includes('write') ? 'Can read and write' : 'Can read'} ·{' '}
                  {lastUsedAt ? `last used ${formatTime(lastUsedAt)}` : 'never used'}
                  {` · ${Date.parse(expiresAt) <= now ? 'expired' : 'expires'} ${formatTime(expiresAt)}`}
                </p>
              </div>
              <ActionButton
                label={`Delete the token ${name}`}
                act={deleteToken.bind(null, id)}
                question={`Delete the token “${name}”? What uses it can't access your entries any more.`}
              >
                Delete
              </ActionButton>
            </li>
          ))}
        </ul>
      )}
      <ActionForm action={createToken} submit="Create token" label="New API token">
        <TextField name="name" label="What is it for?" placeholder="Shortcut on my phone" />
        <div className="grid gap-3 sm:grid-cols-2">
          <SelectField name="scope" label="Permissions" defaultValue="write">
            <option value="write">Read and write</option>
            <option value="read">Read only</option>
          </SelectField>
          <SelectField name="expiresInDays" label="Expires after" defaultValue="90">
            <option value="30">30 days</option>
            <option value="90">90 days</option>
            <option value="366">1 year</option>
          </SelectField>
        </div>
      </ActionForm>
    </>
  );
}
