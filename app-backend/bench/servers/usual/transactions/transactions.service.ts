import { BadRequestException, Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Brackets, type EntityManager, Repository } from 'typeorm';
import { Account } from '../entities/account.entity.js';
import { Category } from '../entities/category.entity.js';
import { Person } from '../entities/person.entity.js';
import { Transaction } from '../entities/transaction.entity.js';
import type { CreateTransactionDto } from './create-transaction.dto.js';
import type { ListTransactionsDto } from './list-transactions.dto.js';
import { toDto, type TransactionDto, type TransactionPageDto } from './transaction.dto.js';

@Injectable()
export class TransactionsService {
  constructor(
    @InjectRepository(Transaction) private readonly transactions: Repository<Transaction>,
    @InjectRepository(Person) private readonly people: Repository<Person>,
  ) {}

  async page(personId: string, { from, to, kind, accountId, limit, cursor }: ListTransactionsDto): Promise<TransactionPageDto> {
    const { homeCurrency } = await this.people.findOneByOrFail({ id: personId });
    const query = this.transactions.createQueryBuilder('transaction').where('transaction.personId = :personId', { personId });
    if (from) query.andWhere('transaction.date >= :from', { from });
    if (to) query.andWhere('transaction.date <= :to', { to });
    if (kind) query.andWhere('transaction.kind = :kind', { kind });
    if (accountId)
      query.andWhere(
        new Brackets((either) =>
          either.where('transaction.accountId = :accountId').orWhere('transaction.toAccountId = :accountId', { accountId }),
        ),
      );
    if (cursor) {
      const [date, sequence] = cursor.split('.');
      query.andWhere('(transaction.date, transaction.sequence) < (:date, :sequence)', { date, sequence });
    }
    const rows = await query
      .orderBy('transaction.date', 'DESC')
      .addOrderBy('transaction.sequence', 'DESC')
      .take(limit + 1)
      .getMany();
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map((row) => toDto(row, homeCurrency)),
      nextCursor: last && rows.length > limit ? `${last.date}.${last.sequence}` : null,
    };
  }

  async create(manager: EntityManager, personId: string, values: CreateTransactionDto): Promise<TransactionDto> {
    const { homeCurrency } = await manager.findOneByOrFail(Person, { id: personId });
    if (values.categoryId && !(await manager.existsBy(Category, { id: values.categoryId, personId })))
      throw new NotFoundException('This category does not exist or is not yours.');
    if (values.accountId) {
      const account = await manager.findOneBy(Account, { id: values.accountId, personId });
      if (!account) throw new NotFoundException('This account does not exist or is not yours.');
      if (account.currency !== values.currency && !(account.currency === homeCurrency && values.rate !== null))
        throw new BadRequestException(`The account "${account.name}" is in ${account.currency}.`);
    }
    const transaction = manager.create(Transaction, { ...values, personId, toAccountId: null, toAmount: null });
    return toDto(await manager.save(transaction), homeCurrency);
  }
}
