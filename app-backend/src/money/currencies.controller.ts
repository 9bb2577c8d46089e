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
        fractionDigits: z.int().meta({ description: 'Digits of the minor unit after the decimal point', example: 2 }),
      }),
    ),
  })
  .meta({
    id: 'CurrencyList',
    // The site's generated client takes its table from here, so that no page has to ask.
    'x-fraction-digits': Object.fromEntries(currencies.map(({ code, fractionDigits }) => [code, fractionDigits])),
  });

@Public()
@ApiTags('money')
@Controller('v1/currencies')
export class CurrenciesController {
  @Get()
  @ApiOperation({ summary: 'List the supported currencies and their minor units' })
  @ApiOkResponse({ standardSchema: currencyList })
  list(): z.infer<typeof currencyList> {
    return { items: currencies };
  }
}
