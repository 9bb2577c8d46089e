import { Account } from './account.entity.js';
import { Category } from './category.entity.js';
import { IdempotencyKey } from './idempotency-key.entity.js';
import { Person } from './person.entity.js';
import { Transaction } from './transaction.entity.js';

export const entities = [Person, Account, Category, Transaction, IdempotencyKey];
