import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { LogOut } from '@/account/log-out';
import { sendsMail } from '@/account/mail';
import { unwrap } from '@/api/client';
import { apiTokensList, ownAccountSessions, peopleMe } from '@/api/generated';
import { CurrencyOptions } from '@/money/currency-options';
import { englishFor } from '@/preferences/locale';
import { preferences } from '@/preferences/preferences';
import { signedInPage } from '@/session/signed-in-page';
import { changeEmail, changePassword, changeProfile } from '@/settings/actions';
import { DeleteAccount } from '@/settings/delete-account';
import { Sessions } from '@/settings/sessions';
import { ThemeChoice } from '@/settings/theme-choice';
import { Tokens } from '@/settings/tokens';
import { ActionForm, CheckboxField, SeenField, SelectField, TextField } from '@/ui/action-form';
import { NextIcon } from '@/ui/icons';
import { NavLink } from '@/ui/nav-link';

export const metadata: Metadata = { title: 'Settings' };

export default function SettingsPage() {
  return signedInPage({ path: '/settings', section: 'settings' }, async (client) => {
    const [person, sessions, tokens, { locale, theme, zone }] = await Promise.all([
      unwrap(peopleMe({ client })),
      unwrap(ownAccountSessions({ client })),
      unwrap(apiTokensList({ client })),
      preferences(),
    ]);
    const times = new Intl.DateTimeFormat(englishFor(locale), { dateStyle: 'medium', timeStyle: 'short', timeZone: zone });
    const formatTime = (time: string) => times.format(new Date(time));
    return (
      <div className="space-y-5">
        <div className="space-y-1">
          <h1 className="title">Settings</h1>
          <p className="truncate text-faint">{person.email}</p>
        </div>
        <div className="card divide-y divide-line font-medium sm:hidden">
          <NavLink href="/categories" className="flex h-12 items-center justify-between px-4">
            Categories
            <NextIcon />
          </NavLink>
          <NavLink href="/tags" className="flex h-12 items-center justify-between px-4">
            Tags
            <NextIcon />
          </NavLink>
          <LogOut className="h-12 w-full cursor-pointer px-4 text-left" />
        </div>
        <div className="gap-5 lg:columns-2 [&>section]:mb-5 [&>section]:break-inside-avoid">
          <SettingsSection title="Profile">
            <ActionForm action={changeProfile} submit="Save" label="Profile">
              <SeenField seen={{ name: person.name ?? '', homeCurrency: person.homeCurrency }} />
              <TextField name="name" label="Name" defaultValue={person.name ?? ''} autoComplete="name" placeholder="Optional" />
              <SelectField
                name="homeCurrency"
                label="Home currency"
                defaultValue={person.homeCurrency}
                hint="Your monthly totals use this currency."
              >
                <CurrencyOptions used={[person.homeCurrency]} />
              </SelectField>
            </ActionForm>
            <div className="mt-5 border-t border-line pt-4">
              <ThemeChoice theme={theme} />
            </div>
          </SettingsSection>
          <SettingsSection title="Password">
            <ActionForm action={changePassword} submit="Change password" label="Password">
              <TextField name="currentPassword" label="Current password" type="password" autoComplete="current-password" />
              <TextField
                name="newPassword"
                label="New password"
                type="password"
                autoComplete="new-password"
                hint="At least 12 characters."
              />
              {tokens.items.length > 0 && <CheckboxField name="revokeTokens" label="Also delete all API tokens" />}
            </ActionForm>
          </SettingsSection>
          {sendsMail() && (
            <SettingsSection title="Email address" about={`You log in with ${person.email}.`}>
              <ActionForm action={changeEmail} submit="Change address" label="Email address">
                <TextField name="email" label="New email address" type="email" autoComplete="email" />
                <TextField name="password" label="Confirm your password" type="password" autoComplete="current-password" />
              </ActionForm>
            </SettingsSection>
          )}
          <SettingsSection title="Where you are signed in">
            <Sessions sessions={sessions.items} formatTime={formatTime} />
          </SettingsSection>
          <SettingsSection
            title="API tokens"
            about="For shortcuts, scripts and other apps. A token can access your entries, but not your profile or password."
          >
            <Tokens tokens={tokens.items} now={Date.now()} formatTime={formatTime} />
          </SettingsSection>
          <SettingsSection
            title="Your data"
            about="All data stored about you as a JSON file, or your entries as a CSV file for spreadsheets."
          >
            <div className="flex flex-wrap gap-3">
              {/* In a tab of its own, which a download closes: here it would ask about changes on this page, which it does not leave. */}
              <a href="/settings/export" target="_blank" rel="noopener" className="button button-plain">
                Export everything
              </a>
              <a href="/settings/export?format=csv" target="_blank" rel="noopener" className="button button-plain">
                Export entries as CSV
              </a>
            </div>
          </SettingsSection>
          <SettingsSection
            title="Delete your account"
            about="Permanently deletes your profile and all your entries. Export your data first if you may need it."
          >
            <DeleteAccount />
          </SettingsSection>
        </div>
      </div>
    );
  });
}

function SettingsSection({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  return (
    <section className="card p-4 sm:p-5">
      <h2 className="subtitle">{title}</h2>
      {about && <p className="mt-1 text-sm text-faint">{about}</p>}
      <div className="mt-3">{children}</div>
    </section>
  );
}
