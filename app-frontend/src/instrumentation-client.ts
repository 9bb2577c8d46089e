import { askInHistory } from '@/ui/leaving';

// Next.js runs this file before its router listens, which would show the other page at once.
addEventListener('popstate', askInHistory);
