import type { ReactNode } from 'react';

/** A part of the page that scrolls for itself: it takes focus, so that the keyboard scrolls it too. */
export function ScrollRegion({ label, className, children }: { label: string; className: string; children: ReactNode }) {
  return (
    <div className={className} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
