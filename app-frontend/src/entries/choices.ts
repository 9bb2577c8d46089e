import 'server-only';
import { type Api, unwrap } from '@/api/client';
import { type Account, accountsList, type Category, categoriesList, peopleMe, tagsList } from '@/api/generated';
import { shownColours } from '@/categories/colours';
import { sortTree } from '@/categories/tree';
import { preferences } from '@/preferences/preferences';

/** The options of an entry's fields. */
export interface Choices {
  accounts: Account[];
  /** Each category after its parent. Its colour is visible in both themes and differs from those of its family. */
  categories: Category[];
  tags: string[];
  home: string;
  /** How amounts are printed and typed. */
  locale: string;
}

export async function loadChoices(client: Api): Promise<Choices> {
  const [accounts, categories, tags, person, { locale }] = await Promise.all([
    unwrap(accountsList({ client })),
    unwrap(categoriesList({ client })),
    unwrap(tagsList({ client })),
    unwrap(peopleMe({ client })),
    preferences(),
  ]);
  return {
    accounts: accounts.items,
    categories: shownColours(sortTree(categories.items)),
    tags: tags.items.map(({ name }) => name),
    home: person.homeCurrency,
    locale,
  };
}
