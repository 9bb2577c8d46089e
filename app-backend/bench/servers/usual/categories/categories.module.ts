import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Category } from '../entities/category.entity.js';
import { CategoriesController } from './categories.controller.js';

@Module({ imports: [TypeOrmModule.forFeature([Category])], controllers: [CategoriesController] })
export class CategoriesModule {}
