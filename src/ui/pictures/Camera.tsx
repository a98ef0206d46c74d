// What: the camera in a dialog: a live preview, one press takes the picture; closing the dialog stops the camera.
import { useEffect, useRef } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { closeCamera, openCamera, switchCamera, takePhoto, useCamera } from '../../store/prompts/camera.ts';
import { PICTURES } from '../texts/pictures.ts';
import './camera.css';

export function Camera({ isDisabled }: { readonly isDisabled: boolean }) {
  const onOpen = (open: boolean) => {
    if (open) void openCamera();
    else closeCamera();
  };
  return (
    <DialogTrigger onOpenChange={onOpen}>
      <Button isDisabled={isDisabled}>{PICTURES.camera}</Button>
      <ModalOverlay isDismissable>
        <Modal>
          <Dialog className="react-aria-Dialog camera">
            {({ close }) => (
              <Preview
                onClose={() => {
                  closeCamera();
                  close();
                }}
              />
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}

function Preview({ onClose }: { readonly onClose: () => void }) {
  const { state, stream, problem } = useCamera();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  const onTake = () => {
    if (video.current) void takePhoto(video.current);
    onClose();
  };
  return (
    <>
      <Heading slot="title">{PICTURES.camera}</Heading>
      <div className="preview">
        {stream && <video ref={video} autoPlay muted playsInline aria-label={PICTURES.preview} />}
        {state === 'asking' && <p>{PICTURES.asking}</p>}
      </div>
      <p className="problem" role="alert">
        {problem}
      </p>
      <div className="row">
        <Button className="primary" isDisabled={state !== 'on'} onPress={onTake}>
          {PICTURES.takePhoto}
        </Button>
        {state === 'off' && problem ? (
          <Button onPress={() => void openCamera()}>{PICTURES.tryAgain}</Button>
        ) : (
          <Button isDisabled={state !== 'on'} onPress={switchCamera}>
            {PICTURES.switchCamera}
          </Button>
        )}
        <Button onPress={onClose}>{PICTURES.close}</Button>
      </div>
    </>
  );
}
