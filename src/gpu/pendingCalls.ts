// What: the calls that wait for the device. When it is lost every one of them rejects at once, and so does each later
// call. (A Promise.race against one long-lived promise would leak a reaction per call.)

export class PendingCalls {
  private readonly rejections = new Set<(error: Error) => void>();
  private ended: Error | null = null;

  track<T>(call: Promise<T>): Promise<T> {
    if (this.ended) {
      call.catch(() => undefined);
      return Promise.reject(this.ended);
    }
    return new Promise<T>((resolve, reject) => {
      this.rejections.add(reject);
      call
        .then((value) => {
          if (this.ended) throw this.ended;
          resolve(value);
        })
        .catch(async (error: Error) => {
          // A lost device rejects its own promises a little before it says that it is lost.
          if (!this.ended) await new Promise((done) => setTimeout(done, 0));
          reject(this.ended ?? error);
        })
        .finally(() => this.rejections.delete(reject));
    });
  }

  end(error: Error): void {
    this.ended ??= error;
    for (const reject of this.rejections) reject(this.ended);
    this.rejections.clear();
  }
}
