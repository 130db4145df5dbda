"""The network: a MiniLM encoder, one logit a token and label, pooled to one logit a post and label."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import AutoModel

from .posts import ACCOUNTS, LABELS
from .vocabulary import pruned, start_folder

FAR = -1e4


class Tagger(nn.Module):
    """Token logits and post logits. `voice` is 0 for a corporate account and 1 for a personal one.

    A post's logit is a smooth maximum over its tokens (so that one sentence in a long post counts) plus a linear
    reading of the mean token (so that what clears a post counts too).
    """

    def __init__(self, layers: int = 6, dropout: float = 0.1, sharpness: float = 1.0) -> None:
        super().__init__()
        folder = start_folder()
        self.encoder = AutoModel.from_pretrained(
            folder,
            attn_implementation="eager",
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            add_pooling_layer=False,
        )
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        self.encoder.config.num_hidden_layers = layers
        table = self.encoder.embeddings.word_embeddings
        _, old = pruned(folder)
        cut = nn.Embedding(len(old), table.embedding_dim, padding_idx=0)
        cut.weight.data.copy_(table.weight.data[torch.tensor(old)])
        self.encoder.embeddings.word_embeddings = cut
        width = table.embedding_dim
        self.voice = nn.Embedding(len(ACCOUNTS), width)
        self.token_head = nn.Linear(width, len(LABELS))
        self.post_head = nn.Linear(width, len(LABELS))
        nn.init.zeros_(self.voice.weight)
        nn.init.constant_(self.token_head.bias, -2.0)
        self.dropout = nn.Dropout(dropout)
        self.sharpness = sharpness

    def forward(self, ids: Tensor, mask: Tensor, voice: Tensor) -> tuple[Tensor, Tensor]:
        """Token logits [B, T, L] and post logits [B, L]."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        speaker = self.voice(voice)
        tokens = self.token_head(self.dropout(states + speaker[:, None]))
        real = mask[..., None].float()
        mean = (states * real).sum(1) / real.sum(1) + speaker
        peak = torch.logsumexp((tokens + (1 - real) * FAR) * self.sharpness, 1) / self.sharpness
        return tokens, peak + self.post_head(self.dropout(mean))
