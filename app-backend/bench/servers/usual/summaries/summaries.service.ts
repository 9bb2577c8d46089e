import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { CacheService } from '../cache/cache.service.js';
import { Category } from '../entities/category.entity.js';
import { Person } from '../entities/person.entity.js';
import { Transaction, TransactionKind } from '../entities/transaction.entity.js';

interface CategorySums {
  categoryId: string | null;
  parentId: string | null;
  expense: number;
  income: number;
  count: number;
  withoutRate: number;
}

export interface MonthSummary extends Omit<CategorySums, 'categoryId' | 'parentId'> {
  month: string;
  currency: string;
  categories: CategorySums[];
}

type Row = Record<Exclude<keyof CategorySums, 'categoryId' | 'parentId'>, string> & Pick<CategorySums, 'categoryId' | 'parentId'>;

const IN_HOME = 'CASE WHEN transaction.currency = :home THEN transaction.amount ELSE ROUND(transaction.amount * transaction.rate) END';

@Injectable()
export class SummariesService {
  constructor(
    @InjectRepository(Person) private readonly people: Repository<Person>,
    @InjectRepository(Transaction) private readonly transactions: Repository<Transaction>,
    private readonly cache: CacheService,
  ) {}

  async month(personId: string, month: string): Promise<MonthSummary> {
    const { ledgerVersion, homeCurrency } = await this.people.findOneByOrFail({ id: personId });
    const key = `usual:month:${personId}:${ledgerVersion}:${homeCurrency}:${month}`;
    const known = await this.cache.get<MonthSummary>(key);
    if (known) return known;
    const categories = await this.categorySums(personId, month, homeCurrency);
    const sum = (column: 'expense' | 'income' | 'count' | 'withoutRate') => categories.reduce((total, row) => total + row[column], 0);
    const summary = {
      month,
      currency: homeCurrency,
      expense: sum('expense'),
      income: sum('income'),
      count: sum('count'),
      withoutRate: sum('withoutRate'),
      categories,
    };
    await this.cache.set(key, summary);
    return summary;
  }

  private async categorySums(personId: string, month: string, home: string): Promise<CategorySums[]> {
    const rows = await this.transactions
      .createQueryBuilder('transaction')
      .leftJoin(Category, 'category', 'category.id = transaction.categoryId')
      .select('category.id', 'categoryId')
      .addSelect('category.parentId', 'parentId')
      .addSelect(`COALESCE(SUM(${IN_HOME}) FILTER (WHERE transaction.kind = 'expense'), 0)`, 'expense')
      .addSelect(`COALESCE(SUM(${IN_HOME}) FILTER (WHERE transaction.kind = 'income'), 0)`, 'income')
      .addSelect('COUNT(*)', 'count')
      .addSelect('COUNT(*) FILTER (WHERE transaction.currency <> :home AND transaction.rate IS NULL)', 'withoutRate')
      .where('transaction.personId = :personId', { personId, home })
      .andWhere('transaction.kind <> :transfer', { transfer: TransactionKind.transfer })
      .andWhere('transaction.date BETWEEN :first AND :last', { first: `${month}-01`, last: lastDay(month) })
      .groupBy('category.id')
      .orderBy('expense', 'DESC')
      .addOrderBy('income', 'DESC')
      .addOrderBy('category.id')
      .getRawMany<Row>();
    return rows.map((row) => ({
      categoryId: row.categoryId,
      parentId: row.parentId,
      expense: Number(row.expense),
      income: Number(row.income),
      count: Number(row.count),
      withoutRate: Number(row.withoutRate),
    }));
  }
}

function lastDay(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year!, number, 0)).toISOString().slice(0, 10);
}
