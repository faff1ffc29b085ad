package dev.understudy.student.encoder;

/** The network as TorchScript. */
final class EncoderSource {
  /** The name of the class in the source. */
  static final String CLASS = "Encoder";

  /** What {@code control[0]} says: all vectors, their mean, or the first. */
  static final int ALL = 0;

  static final int MEAN = 1;
  static final int FIRST = 2;

  /**
   * Types have the numbers PyTorch gave them: 15 is bfloat16, 6 float32, 4 int64. The sum that runs
   * through the layers stays in 32 bits; products may be of 16.
   *
   * <p>In training, attention is written out: PyTorch's own is right, but its gradients of 16 bits
   * take ten times as long on CPUs. In use, PyTorch's own needs less memory for long texts.
   */
  private static final String TEXT =
      """
      class Encoder(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def forward(self: __torch__.Encoder, ids: Tensor, lengths: Tensor, control: Tensor, w: List[Tensor]) -> Tensor:
          pooling = int(torch.select(control, 0, 0))
          half = int(torch.select(control, 0, 1)) == 1
          padded = int(torch.select(control, 0, 2)) == 1
          train = int(torch.select(control, 0, 3)) == 1
          dropout = float(torch.select(control, 0, 4))
          scale = float(torch.select(control, 0, 5))
          length = torch.size(ids, 1)
          places = torch.arange(length, dtype=4, layout=None, device=ids.device, pin_memory=None)
          valid = torch.lt(torch.unsqueeze(places, 0), torch.unsqueeze(lengths, 1))
          if padded:
            mask = annotate(Optional[Tensor], torch.unsqueeze(torch.unsqueeze(valid, 1), 1))
          else:
            mask = annotate(Optional[Tensor], None)
          x = torch.add(torch.embedding(w[0], ids), torch.add(torch.slice(w[1], 0, 0, length), torch.select(w[2], 0, 0)))
          x0 = torch.dropout(torch.layer_norm(x, [%HIDDEN%], w[3], w[4], %EPS%), dropout, train)
          y = x0
          adapted = len(w) > %WEIGHTS%
          for i in range(%LAYERS%):
            if adapted:
              more = %WEIGHTS% + i * %PER_LAYER_ADAPTED%
            else:
              more = -100
            y = self.layer(y, mask, w, 5 + i * %PER_LAYER%, more, scale, half, train, dropout)
          if pooling == 1:
            z = torch.mul(y, torch.unsqueeze(torch.to(valid, 6), 2))
            r = torch.div(torch.sum(z, [1]), torch.unsqueeze(torch.to(lengths, 6), 1))
          elif pooling == 2:
            r = torch.select(y, 1, 0)
          else:
            r = y
          return r
        def layer(self: __torch__.Encoder, x: Tensor, mask: Optional[Tensor], w: List[Tensor], at: int, more: int, scale: float, half: bool, train: bool, dropout: float) -> Tensor:
          h = self.lower(x, half)
          q = self.heads(self.linear(h, w, at, more, scale, half))
          k = self.heads(self.linear(h, w, at + 2, more + 2, scale, half))
          v = self.heads(self.linear(h, w, at + 4, more + 4, scale, half))
          if train:
            s = torch.matmul(torch.mul(q, %SCALE%), torch.transpose(k, 2, 3))
            if mask is not None:
              s = torch.masked_fill(s, torch.logical_not(mask), -inf)
            a = torch.matmul(torch.softmax(s, 3), v)
          else:
            a = torch.scaled_dot_product_attention(q, k, v, mask, 0.0, False)
          b = torch.flatten(torch.transpose(a, 1, 2), 2)
          c = torch.dropout(self.linear(b, w, at + 6, more + 6, scale, half), dropout, train)
          y = torch.layer_norm(torch.add(x, c), [%HIDDEN%], w[at + 8], w[at + 9], %EPS%)
          g = torch.gelu(self.linear(self.lower(y, half), w, at + 10, more + 8, scale, half))
          d = torch.dropout(self.linear(g, w, at + 12, more + 10, scale, half), dropout, train)
          return torch.layer_norm(torch.add(y, d), [%HIDDEN%], w[at + 14], w[at + 15], %EPS%)
        def heads(self: __torch__.Encoder, x: Tensor) -> Tensor:
          return torch.transpose(torch.view(x, [torch.size(x, 0), torch.size(x, 1), %HEADS%, %WIDTH%]), 1, 2)
        def lower(self: __torch__.Encoder, x: Tensor, half: bool) -> Tensor:
          if half:
            y = torch.to(x, 15)
          else:
            y = x
          return y
        def linear(self: __torch__.Encoder, x: Tensor, w: List[Tensor], at: int, more: int, scale: float, half: bool) -> Tensor:
          y = torch.linear(x, self.lower(w[at], half), self.lower(w[at + 1], half))
          if more > 0:
            if torch.numel(w[more]) > 0:
              r = torch.linear(x, self.lower(w[more], half))
              y = torch.add(y, torch.linear(r, self.lower(w[more + 1], half)), alpha=scale)
          return y
      """;

  private EncoderSource() {}

  /** The text for an encoder's sizes. */
  static String of(EncoderConfig config) {
    int width = config.hidden() / config.heads();
    return TEXT.replace("%HIDDEN%", Integer.toString(config.hidden()))
        .replace("%LAYERS%", Integer.toString(config.layers()))
        .replace("%WEIGHTS%", Integer.toString(config.weights().size()))
        .replace("%PER_LAYER_ADAPTED%", Integer.toString(2 * Adapters.Target.values().length))
        .replace("%PER_LAYER%", Integer.toString(EncoderConfig.PER_LAYER))
        .replace("%HEADS%", Integer.toString(config.heads()))
        .replace("%WIDTH%", Integer.toString(width))
        .replace("%SCALE%", Double.toString(1 / Math.sqrt(width)))
        .replace("%EPS%", Double.toString(config.layerNormEps()));
  }
}
