import 'server-only';
import { type Api, told } from '@/api/client';
import { type Account, accountsList, type Category, categoriesList, peopleMe, tagsList } from '@/api/generated';
import { inOrder } from '@/categories/tree';

/** What the fields of an entry offer. */
export interface Choices {
  accounts: Account[];
  /** Each one behind the one that it belongs to. */
  categories: Category[];
  tags: string[];
  home: string;
}

export async function loadChoices(client: Api): Promise<Choices> {
  const [accounts, categories, tags, person] = await Promise.all([
    told(accountsList({ client })),
    told(categoriesList({ client })),
    told(tagsList({ client })),
    told(peopleMe({ client })),
  ]);
  return {
    accounts: accounts.items,
    categories: inOrder(categories.items),
    tags: tags.items.map(({ name }) => name),
    home: person.homeCurrency,
  };
}
