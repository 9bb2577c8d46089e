import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, UpdateDateColumn } from 'typeorm';
import { asNumber } from './number-column.js';

export enum TransactionKind {
  expense = 'expense',
  income = 'income',
  transfer = 'transfer',
}

@Entity('transactions')
export class Transaction {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'bigint', generated: 'identity', insert: false, update: false, transformer: asNumber })
  sequence!: number;

  @Column({ name: 'person_id', type: 'uuid' })
  personId!: string;

  @Column({ type: 'enum', enum: TransactionKind, enumName: 'transaction_kind' })
  kind!: TransactionKind;

  @Column({ name: 'category_id', type: 'uuid', nullable: true })
  categoryId!: string | null;

  @Column({ name: 'account_id', type: 'uuid', nullable: true })
  accountId!: string | null;

  @Column({ name: 'to_account_id', type: 'uuid', nullable: true })
  toAccountId!: string | null;

  @Column({ type: 'bigint', transformer: asNumber })
  amount!: number;

  @Column({ type: 'char', length: 3 })
  currency!: string;

  @Column({ name: 'to_amount', type: 'bigint', nullable: true, transformer: asNumber })
  toAmount!: number | null;

  @Column({ type: 'numeric', nullable: true })
  rate!: string | null;

  @Column({ type: 'date' })
  date!: string;

  @Column({ type: 'text', nullable: true })
  payee!: string | null;

  @Column({ type: 'text', nullable: true })
  note!: string | null;

  @Column({ type: 'text', array: true })
  tags!: string[];

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
