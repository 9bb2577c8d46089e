import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Public } from '../auth/public.decorator.js';
import { currencies, currency } from './currency.js';

export const currencyList = z
  .object({
    items: z.array(
      z.object({
        code: currency,
        fractionDigits: z.int().meta({ description: 'Where the minor unit stands behind the point', example: 2 }),
      }),
    ),
  })
  .meta({ id: 'CurrencyList' });

@Public()
@ApiTags('money')
@Controller('v1/currencies')
export class CurrenciesController {
  @Get()
  @ApiOperation({ summary: 'The currencies that are known here, and what their minor unit is' })
  @ApiOkResponse({ standardSchema: currencyList })
  list(): z.infer<typeof currencyList> {
    return { items: currencies };
  }
}
