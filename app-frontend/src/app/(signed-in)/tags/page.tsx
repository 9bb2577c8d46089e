import type { Metadata } from 'next';
import { unwrap } from '@/api/client';
import { tagsList } from '@/api/generated';
import { preferences } from '@/preferences/preferences';
import { signedInPage } from '@/session/signed-in-page';
import { removeTag, renameTag, restoreTag } from '@/tags/actions';
import { transactionsUrl } from '@/transactions/filter';
import { ActionButton } from '@/ui/action-button';
import { ActionForm, TextField } from '@/ui/action-form';
import { Disclosure } from '@/ui/disclosure';
import { Empty } from '@/ui/empty';
import { NavLink } from '@/ui/nav-link';

export const metadata: Metadata = { title: 'Tags' };

export default function TagsPage() {
  return signedInPage({ path: '/tags', section: 'tags' }, async (client) => {
    const [{ items }, { locale }] = await Promise.all([unwrap(tagsList({ client })), preferences()]);
    return (
      <div className="max-w-2xl space-y-5">
        <div className="space-y-1">
          <h1 className="title">Tags</h1>
          <p className="text-faint">Tags group entries across categories: a trip, a project, expenses to claim back.</p>
        </div>
        {items.length === 0 ? (
          <Empty title="No tags yet" href="/" action="Add an entry">
            Add tags to an entry, separated by commas: “trip, work”. Here you can find, rename and remove them.
          </Empty>
        ) : (
          <ul className="card divide-y divide-line">
            {items.map(({ name, count }) => (
              <li key={name} className="flex flex-wrap items-start gap-x-4 px-4 sm:px-5">
                <NavLink
                  href={transactionsUrl({ tag: name })}
                  className="flex min-h-11 min-w-0 flex-1 items-center gap-2 underline-offset-4 hover:underline"
                >
                  <span className="truncate font-medium">#{name}</span>
                  <span className="text-sm whitespace-nowrap text-faint tabular-nums">
                    {new Intl.NumberFormat(locale).format(count)} {count === 1 ? 'entry' : 'entries'}
                  </span>
                </NavLink>
                <Disclosure summary="Edit" label={`Edit ${name}`} className="open:w-full">
                  <div className="flex flex-wrap items-end gap-3">
                    <ActionForm
                      action={renameTag.bind(null, name)}
                      submit="Rename"
                      label={`Rename ${name}`}
                      className="flex flex-wrap items-end gap-3"
                    >
                      <TextField name="name" label="Name" defaultValue={name} />
                    </ActionForm>
                    <ActionButton
                      label={`Remove from all entries: ${name}`}
                      act={removeTag.bind(null, name)}
                      undo={restoreTag.bind(null, name)}
                      variant="alert"
                    >
                      Remove from all entries
                    </ActionButton>
                  </div>
                </Disclosure>
              </li>
            ))}
          </ul>
        )}
      </div>
    );
  });
}
