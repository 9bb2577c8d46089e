import type { Category } from '@/api/generated';
import { transactionsUrl } from '@/transactions/filter';
import { ActionButton } from '@/ui/action-button';
import { ActionForm, SeenField } from '@/ui/action-form';
import { Disclosure } from '@/ui/disclosure';
import { Dot } from '@/ui/dot';
import { NavLink } from '@/ui/nav-link';
import { changeCategory, deleteCategory, restoreCategory } from './actions';
import { CategoryFields } from './category-fields';

interface CategoryItemProps {
  category: Category;
  parents: readonly Category[];
  /** The colour to show. */
  colour: string | null;
  /** The colour to start from when it is edited. */
  own: string;
}

export function CategoryItem({ category, parents, colour, own }: CategoryItemProps) {
  const { id, name, parentId } = category;
  return (
    <div className={`flex flex-wrap items-start gap-x-3 pr-4 ${parentId ? 'pl-9 sm:pl-10' : 'pl-4 font-medium sm:pl-5'}`}>
      <NavLink
        href={transactionsUrl({ categoryId: id })}
        className="flex min-h-11 min-w-0 flex-1 items-center gap-2.5 underline-offset-4 hover:underline"
      >
        <Dot colour={colour} />
        <span className="truncate">{name}</span>
      </NavLink>
      <Disclosure summary="Edit" label={`Edit ${name}`} className="font-normal open:w-full">
        <ActionForm action={changeCategory.bind(null, id)} submit="Save" label={`Edit ${name}`}>
          <SeenField seen={{ name, parentId: parentId ?? '', colour: category.colour ?? '' }} />
          <CategoryFields category={category} parents={parents} colour={own} shown={colour} />
        </ActionForm>
        <div className="mt-4 space-y-3 border-t border-line pt-4">
          <p className="text-sm text-faint">Its entries are kept, without a category.</p>
          <ActionButton
            label={`Delete ${name}`}
            act={deleteCategory.bind(null, id, name)}
            undo={restoreCategory.bind(null, id, name)}
            variant="alert"
          >
            Delete
          </ActionButton>
        </div>
      </Disclosure>
    </div>
  );
}
