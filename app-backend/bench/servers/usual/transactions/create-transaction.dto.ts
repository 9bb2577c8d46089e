import {
  ArrayMaxSize,
  IsArray,
  IsEnum,
  IsInt,
  IsISO4217CurrencyCode,
  IsISO8601,
  IsOptional,
  IsPositive,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
} from 'class-validator';
import { TransactionKind } from '../entities/transaction.entity.js';

export class CreateTransactionDto {
  @IsEnum(TransactionKind)
  kind!: TransactionKind;

  @IsInt()
  @IsPositive()
  amount!: number;

  @IsISO4217CurrencyCode()
  currency!: string;

  @IsOptional()
  @Matches(/^\d{1,10}(\.\d{1,10})?$/)
  rate: string | null = null;

  @IsISO8601({ strict: true })
  date!: string;

  @IsOptional()
  @IsString()
  @Length(1, 200)
  payee: string | null = null;

  @IsOptional()
  @IsString()
  @MaxLength(2000)
  note: string | null = null;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @Length(1, 40, { each: true })
  tags: string[] = [];

  @IsOptional()
  @IsUUID()
  categoryId: string | null = null;

  @IsOptional()
  @IsUUID()
  accountId: string | null = null;
}
