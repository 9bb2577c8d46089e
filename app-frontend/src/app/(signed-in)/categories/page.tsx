import type { Metadata } from 'next';
import { unwrap } from '@/api/client';
import { categoriesList } from '@/api/generated';
import { createCategory } from '@/categories/actions';
import { CategoryFields } from '@/categories/category-fields';
import { CategoryItem } from '@/categories/category-item';
import { nextColour, shownColours, withFamilyColours } from '@/categories/colours';
import { sortTree } from '@/categories/tree';
import { signedInPage } from '@/session/signed-in-page';
import { ActionForm } from '@/ui/action-form';
import { Empty } from '@/ui/empty';

export const metadata: Metadata = { title: 'Categories' };

export default function CategoriesPage() {
  return signedInPage({ path: '/categories', section: 'categories' }, async (client) => {
    const categories = sortTree((await unwrap(categoriesList({ client }))).items);
    const colours = shownColours(categories).map(({ colour }) => colour);
    const family = withFamilyColours(categories);
    const suggestion = nextColour(categories);
    const parents = categories.filter(({ parentId }) => parentId === null);
    return (
      <div className="space-y-5">
        <h1 className="title">Categories</h1>
        <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
          {categories.length > 0 ? (
            <ul className="card overflow-clip">
              {categories.map((category, index) => (
                <li key={category.id} className={category.parentId ? '' : 'border-t border-line first:border-0'}>
                  <CategoryItem
                    {...{ category, parents }}
                    colour={colours[index] ?? null}
                    own={category.colour ?? family[index]?.colour ?? suggestion}
                  />
                </li>
              ))}
            </ul>
          ) : (
            <Empty title="No categories yet">
              Categories group your spending, on two levels: with Groceries under Food, the total of Food includes Groceries.
            </Empty>
          )}
          <section className="card p-4 sm:p-5" aria-labelledby="new-category">
            <h2 id="new-category" className="subtitle mb-3">
              New category
            </h2>
            <ActionForm action={createCategory} submit="Add category" variant="main" label="New category">
              <CategoryFields parents={parents} colour={suggestion} />
            </ActionForm>
          </section>
        </div>
      </div>
    );
  });
}
