import type { ReactNode } from 'react';
import { LogOut } from '@/account/log-out';
import { UnsavedEntries } from '@/entries/unsaved-entries';
import { preferences } from '@/preferences/preferences';
import { TimeZoneCookie } from '@/preferences/time-zone-cookie';
import { ChartIcon, ListIcon, MoreIcon, PlusIcon, WalletIcon } from './icons';
import { Logo } from './logo';
import { NavLink } from './nav-link';
import { Notices } from './notices';

export type Section = 'enter' | 'transactions' | 'month' | 'accounts' | 'categories' | 'tags' | 'settings';

const LINKS: { section: Section; href: string; name: string }[] = [
  { section: 'enter', href: '/', name: 'Enter' },
  { section: 'transactions', href: '/transactions', name: 'Transactions' },
  { section: 'month', href: '/months', name: 'Month' },
  { section: 'accounts', href: '/accounts', name: 'Accounts' },
  { section: 'categories', href: '/categories', name: 'Categories' },
  { section: 'tags', href: '/tags', name: 'Tags' },
  { section: 'settings', href: '/settings', name: 'Settings' },
];

const TABS: { section: Section; href: string; name: string; icon: ReactNode }[] = [
  { section: 'transactions', href: '/transactions', name: 'List', icon: <ListIcon /> },
  { section: 'month', href: '/months', name: 'Month', icon: <ChartIcon /> },
  { section: 'enter', href: '/', name: 'Enter', icon: <PlusIcon /> },
  { section: 'accounts', href: '/accounts', name: 'Accounts', icon: <WalletIcon /> },
  { section: 'settings', href: '/settings', name: 'Settings', icon: <MoreIcon /> },
];

/** The frame of every signed-in page: links at the top on wide screens, at the bottom on phones. */
export async function Shell({ section, person, children }: { section: Section; person: string; children: ReactNode }) {
  const { zone, locale } = await preferences();
  return (
    <>
      <a href="#content" className="skip">
        Skip to content
      </a>
      <header className="border-b border-line bg-card/60 max-sm:hidden">
        {/* Below 768 px the links get a line of their own. */}
        <div className="mx-auto flex w-full max-w-5xl flex-wrap items-center justify-between gap-x-4 px-6 py-2 md:flex-nowrap lg:gap-x-6">
          <NavLink href="/" className="flex h-11 items-center" aria-label="Expenses: enter">
            <Logo nameClass="md:max-lg:sr-only" />
          </NavLink>
          <nav
            aria-label="Pages"
            className="flex flex-wrap items-center gap-x-1 max-md:order-last max-md:-mx-2.5 max-md:w-[calc(100%+1.25rem)] md:flex-1"
          >
            {LINKS.map(({ section: name, href, name: text }) => (
              <NavLink key={name} href={href} className="nav-link" aria-current={name === section ? 'page' : undefined}>
                {text}
              </NavLink>
            ))}
          </nav>
          <LogOut className="button button-quiet -mr-4" />
        </div>
      </header>
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-5xl px-4 pt-4 pb-28 outline-none sm:px-6 sm:pt-8 sm:pb-16">
        <UnsavedEntries person={person} locale={locale} />
        {children}
      </main>
      <nav aria-label="Pages" className="tab-bar sm:hidden">
        {TABS.map(({ section: name, href, name: text, icon }) => (
          <NavLink key={name} href={href} className="tab" aria-current={isCurrentTab(name, section) ? 'page' : undefined}>
            <span className={`tab-icon ${name === 'enter' ? 'bg-accent text-on-accent' : ''}`}>{icon}</span>
            {text}
          </NavLink>
        ))}
      </nav>
      <Notices person={person} />
      <TimeZoneCookie known={zone} />
    </>
  );
}

/** On phones, categories and tags are reached through the settings tab. */
const isCurrentTab = (tab: Section, section: Section): boolean =>
  tab === section || (tab === 'settings' && (section === 'categories' || section === 'tags'));
