"""Họp xét của xã: where the road has it, the commune's bodies meet over what was accepted, before anything goes on a tờ trình."""
