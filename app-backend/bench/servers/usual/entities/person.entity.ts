import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { asNumber } from './number-column.js';

@Entity('people')
export class Person {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ name: 'home_currency', type: 'char', length: 3 })
  homeCurrency!: string;

  @Column({ name: 'ledger_version', type: 'bigint', transformer: asNumber })
  ledgerVersion!: number;
}
