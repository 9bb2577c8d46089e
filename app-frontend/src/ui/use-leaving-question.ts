import { useEffect, useEffectEvent } from 'react';
import { askOnLeaving } from './leaving';

/** Asks before a form is left whose changes are not saved. */
export function useLeavingQuestion(name: string, isChanged: () => boolean): void {
  const check = useEffectEvent(isChanged);
  useEffect(() => askOnLeaving({ name, isChanged: () => check() }), [name]);
}
