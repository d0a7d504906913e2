"""Câu lạc bộ, đội, nhóm sở thích, lớp năng khiếu: their register, their meetings, how many belong to them."""
