// What: a picture that fills its column but is never taller than a glance, with what is drawn upon it.
// The frame has exactly the picture's sides, so that fractions of the frame are fractions of the picture.
import { useState } from 'react';
import type { ComponentProps } from 'react';
import './picture.css';

const TALLEST = 360;

type Props = ComponentProps<'div'> & { readonly url: string; readonly alt: string; readonly onRefused?: () => void };

export function Picture({ url, alt, onRefused, className = '', children, ...rest }: Props) {
  const [ratio, setRatio] = useState(1);
  return (
    <div {...rest} className={`frame ${className}`} style={{ maxWidth: ratio * TALLEST }}>
      <img
        src={url}
        alt={alt}
        draggable={false}
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => setRatio(naturalWidth / naturalHeight || 1)}
        onError={onRefused}
      />
      {children}
    </div>
  );
}
