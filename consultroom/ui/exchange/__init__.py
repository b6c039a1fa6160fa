"""数据交换: packs in, packs out, conflicts, who has not reported, joining without a network."""
