import type { ReactNode } from 'react';
import { Dialog, Popover } from 'react-aria-components';

interface Props {
  className: string;
  /** Name of the dialog where it has no title of its own. */
  label?: string;
  children: (close: () => void) => ReactNode;
}

/** The pop-over of a DialogTrigger. React Aria would name the box around the dialog as well, which has no role to bear a name. */
export function DialogPopover({ className, label, children }: Props) {
  return (
    <Popover className="popover" placement="bottom start" offset={6} aria-labelledby="">
      <Dialog className={`popover-dialog ${className}`} {...(label === undefined ? {} : { 'aria-label': label })}>
        {({ close }) => children(close)}
      </Dialog>
    </Popover>
  );
}
