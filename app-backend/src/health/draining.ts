import { Injectable } from '@nestjs/common';

/** Whether this process is shutting down. */
@Injectable()
export class Draining {
  private begun = false;

  get hasBegun(): boolean {
    return this.begun;
  }

  begin(): void {
    this.begun = true;
  }
}
